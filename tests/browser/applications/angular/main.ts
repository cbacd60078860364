// An Angular application compiled in the page, with zone.js, the router, reactive forms and its HTTP client.
import 'zone.js';
import '@angular/compiler';
import { provideHttpClient, HttpClient } from '@angular/common/http';
import { Component, inject, provideZoneChangeDetection, signal } from '@angular/core';
import { FormControl, ReactiveFormsModule } from '@angular/forms';
import { bootstrapApplication } from '@angular/platform-browser';
import { ActivatedRoute, provideRouter, Router, RouterLink, RouterOutlet } from '@angular/router';

interface Plant {
  readonly id: number;
  readonly name: string;
}

class List {
  readonly #http = inject(HttpClient);
  readonly plants = signal<readonly Plant[]>([]);
  readonly name = new FormControl('', { nonNullable: true });
  ngOnInit(): void {
    this.#http.get<Plant[]>('/api/plants').subscribe((plants) => {
      this.plants.set(plants);
    });
  }
  add(): void {
    this.#http.post<Plant>('/api/plants', { name: this.name.value }).subscribe((plant) => {
      this.plants.update((plants) => [...plants, plant]);
      this.name.reset();
    });
  }
}
// The decorators are called as functions: nothing here is compiled before it is in the page.
Component({
  selector: 'plant-list',
  imports: [ReactiveFormsModule, RouterLink],
  template: `<h1>Plants</h1><ul id="list">@for (plant of plants(); track plant.id) {
      <li><a [routerLink]="['/plants', plant.id]">{{ plant.name }}</a></li>}</ul>
    <form (submit)="add(); $event.preventDefault()"><input id="name" [formControl]="name">
      <output id="echo">{{ name.value }}</output><button id="add">Add</button></form>`,
})(List);

class Detail {
  readonly #http = inject(HttpClient);
  readonly #route = inject(ActivatedRoute);
  readonly path = inject(Router).url;
  readonly plant = signal<Plant | undefined>(undefined);
  ngOnInit(): void {
    this.#http.get<Plant[]>('/api/plants').subscribe((plants) => {
      this.plant.set(plants.find(({ id }) => String(id) === this.#route.snapshot.paramMap.get('id')));
    });
  }
}
Component({
  selector: 'plant-detail',
  imports: [RouterLink],
  template: `<h1>{{ plant()?.name }}</h1><p id="where">{{ path }}</p><a routerLink="/" id="home">Home</a>`,
})(Detail);

class App {
  readonly title = 'Plants';
}
Component({ selector: '#app', imports: [RouterOutlet], template: '<router-outlet/>' })(App);

await bootstrapApplication(App, {
  providers: [
    provideZoneChangeDetection(),
    provideHttpClient(),
    provideRouter([
      { path: '', component: List },
      { path: 'plants/:id', component: Detail },
    ]),
  ],
});
