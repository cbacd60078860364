// A Vue application whose templates its compiler makes in the page (by `Function`), with vue-router and v-model.
import { createApp, defineComponent, onMounted, ref } from 'vue/dist/vue.esm-bundler.js';
import { createRouter, createWebHistory, useRoute } from 'vue-router';

interface Plant {
  readonly id: number;
  readonly name: string;
}

const plantsOf = async (path: string): Promise<Plant[]> => (await fetch(path)).json() as Promise<Plant[]>;

const List = defineComponent({
  template: `<h1>Plants</h1><ul id="list"><li v-for="plant in plants" :key="plant.id">
      <router-link :to="'/plants/' + plant.id">{{ plant.name }}</router-link></li></ul>
    <form @submit.prevent="add"><input id="name" v-model="name"><output id="echo">{{ name }}</output>
      <button id="add">Add</button></form>`,
  setup() {
    const plants = ref<Plant[]>([]);
    const name = ref('');
    onMounted(async () => {
      plants.value = await plantsOf('/api/plants');
    });
    const add = async () => {
      const body = JSON.stringify({ name: name.value });
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch('/api/plants', { method: 'POST', headers, body });
      plants.value.push((await answer.json()) as Plant);
      name.value = '';
    };
    return { plants, name, add };
  },
});

const Detail = defineComponent({
  template: `<h1>{{ plant?.name }}</h1><p id="where">{{ path }}</p><router-link to="/" id="home">Home</router-link>`,
  setup() {
    const plant = ref<Plant>();
    const route = useRoute();
    onMounted(async () => {
      plant.value = (await plantsOf('/api/plants')).find(({ id }) => String(id) === route.params['id']);
    });
    return { plant, path: route.fullPath };
  },
});

const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: List },
    { path: '/plants/:id', component: Detail },
  ],
});
createApp({ template: '<router-view/>' }).use(router).mount('#app');
