// What the shop sells.
import type { Drawing } from './pictures/drawing.ts';

export const categories = {
  plants: { name: 'House plants', about: 'Green company for every window, from full sun to a dim hall.' },
  kitchen: {
    name: 'Kitchen garden',
    about: 'Herbs and vegetables as young plants, ready for a pot or a bed.',
  },
  tools: { name: 'Tools', about: 'Few, well made, and repairable.' },
  pots: { name: 'Pots', about: 'Clay that breathes, and a glaze or two.' },
} as const;
export type Category = keyof typeof categories;
export const isCategory = (it: unknown): it is Category =>
  typeof it === 'string' && Object.hasOwn(categories, it);

export const lights = { sun: 'Full sun', bright: 'Bright, no direct sun', shade: 'Shade' } as const;
export type Light = keyof typeof lights;

export interface Product {
  readonly id: string;
  readonly name: string;
  /** Botanical name or maker's note. */
  readonly note: string;
  readonly category: Category;
  readonly light: Light | null;
  readonly drawing: Drawing;
  /** Size -> pence. */
  readonly sizes: Readonly<Record<string, number>>;
  readonly about: string;
  readonly care: readonly string[];
}

const plantSizes = (small: number) => ({
  'Small (12 cm)': small,
  'Medium (17 cm)': Math.round(small * 1.8),
  'Large (24 cm)': small * 3,
});

export const products: readonly Product[] = [
  {
    id: 'boston-fern',
    name: 'Boston fern',
    note: 'Nephrolepis exaltata',
    category: 'plants',
    light: 'shade',
    drawing: 'fern',
    sizes: plantSizes(1250),
    about:
      'The fern the shop is named after: arching, generous and forgiving, as long as it never dries out.',
    care: ['Keep the soil moist', 'Likes a steamy bathroom', 'Turn it every week'],
  },
  {
    id: 'swiss-cheese-plant',
    name: 'Swiss cheese plant',
    note: 'Monstera deliciosa',
    category: 'plants',
    light: 'bright',
    drawing: 'monstera',
    sizes: plantSizes(2200),
    about: 'Climbs in the forest, leans in the living room. New leaves come whole and split as they grow up.',
    care: ['Water when the top is dry', 'Give it a moss pole', 'Dust the leaves'],
  },
  {
    id: 'snake-plant',
    name: 'Snake plant',
    note: 'Dracaena trifasciata',
    category: 'plants',
    light: 'shade',
    drawing: 'blades',
    sizes: plantSizes(1500),
    about: 'Asks for next to nothing. Forget it for a month and it will be exactly as you left it.',
    care: ['Water every third week', 'Any light but a cellar’s', 'Never stand in water'],
  },
  {
    id: 'stone-rose',
    name: 'Stone rose',
    note: 'Echeveria elegans',
    category: 'plants',
    light: 'sun',
    drawing: 'rosette',
    sizes: { 'Small (8 cm)': 650, 'Medium (12 cm)': 1100 },
    about: 'A rosette of chalk-blue leaves, with coral flowers on long stems in early summer.',
    care: ['Sun, sun, sun', 'Water the soil, not the leaves'],
  },
  {
    id: 'column-cactus',
    name: 'Column cactus',
    note: 'Pilosocereus azureus',
    category: 'plants',
    light: 'sun',
    drawing: 'cactus',
    sizes: plantSizes(1800),
    about: 'Blue-green, slow and stately. Its spines are real: lift it with folded newspaper.',
    care: ['Water once a month', 'Dry and cool in winter'],
  },
  {
    id: 'golden-pothos',
    name: 'Golden pothos',
    note: 'Epipremnum aureum',
    category: 'plants',
    light: 'bright',
    drawing: 'trailing',
    sizes: plantSizes(1100),
    about: 'Trails from a shelf as far as you let it. Cuttings root in a glass of water.',
    care: ['Water when it droops a little', 'Cut it back in spring'],
  },
  {
    id: 'olive-tree',
    name: 'Olive tree',
    note: 'Olea europaea',
    category: 'plants',
    light: 'sun',
    drawing: 'tree',
    sizes: { '60 cm': 3400, '90 cm': 5800, '140 cm': 11900 },
    about: 'A small tree for a balcony or a bright hall. Silver leaves, and now and then an olive.',
    care: ['Outdoors from May', 'Let it dry between waterings'],
  },
  {
    id: 'lavender',
    name: 'English lavender',
    note: 'Lavandula angustifolia',
    category: 'kitchen',
    light: 'sun',
    drawing: 'lavender',
    sizes: { 'One plant': 480, 'Tray of six': 2400 },
    about: 'For bees, for sachets and for shortbread. Poor soil suits it best.',
    care: ['Cut back after flowering', 'No feeding'],
  },
  {
    id: 'basil',
    name: 'Sweet basil',
    note: 'Ocimum basilicum',
    category: 'kitchen',
    light: 'bright',
    drawing: 'basil',
    sizes: { 'One plant': 350, 'Tray of six': 1800 },
    about: 'Sown thinly, so that it lasts longer than a week. Pick from the top.',
    care: ['Water in the morning', 'Pinch out the flowers'],
  },
  {
    id: 'tomato',
    name: 'Tomato ‘Gardener’s Delight’',
    note: 'Solanum lycopersicum',
    category: 'kitchen',
    light: 'sun',
    drawing: 'tomato',
    sizes: { 'One plant': 420, 'Three plants': 1140 },
    about: 'Sweet cherry tomatoes from July to the first frost. Needs a cane and a daily word.',
    care: ['Tie in every week', 'Feed once it flowers'],
  },
  {
    id: 'watering-can',
    name: 'Watering can',
    note: 'Galvanised steel, brass rose',
    category: 'tools',
    light: null,
    drawing: 'can',
    sizes: { '2 litres': 2600, '5 litres': 3900 },
    about: 'Balanced so that it pours from the wrist. The rose unscrews for cleaning.',
    care: ['Empty it before frost'],
  },
  {
    id: 'trowel',
    name: 'Hand trowel',
    note: 'Ash and forged steel',
    category: 'tools',
    light: null,
    drawing: 'trowel',
    sizes: { Standard: 1900, Narrow: 1900 },
    about: 'A blade that does not bend in clay, and a handle that can be replaced.',
    care: ['Oil the handle in winter'],
  },
  {
    id: 'secateurs',
    name: 'Bypass secateurs',
    note: 'For shoots up to 20 mm',
    category: 'tools',
    light: null,
    drawing: 'secateurs',
    sizes: { 'Right hand': 3600, 'Left hand': 3600, Small: 3200 },
    about: 'Every part can be taken off and bought anew. We sharpen them free of charge.',
    care: ['Wipe dry', 'One drop of oil at the pivot'],
  },
  {
    id: 'terracotta-pot',
    name: 'Terracotta pot',
    note: 'Frost proof, with saucer',
    category: 'pots',
    light: null,
    drawing: 'pot',
    sizes: { '12 cm': 700, '17 cm': 1200, '24 cm': 2100 },
    about: 'Thrown, not pressed. It breathes, so that roots do not drown.',
    care: ['Soak before the first planting'],
  },
  {
    id: 'glazed-pot',
    name: 'Glazed pot',
    note: 'Sea green or chalk',
    category: 'pots',
    light: null,
    drawing: 'glazed',
    sizes: { '14 cm, sea green': 1600, '14 cm, chalk': 1600, '20 cm, sea green': 2700 },
    about: 'Each one comes out of the kiln a little different.',
    care: ['Wipe with a damp cloth'],
  },
];

const byId = new Map(products.map((it) => [it.id, it]));
export const productOf = (id: string): Product | undefined => byId.get(id);
export const fromPrice = (it: Product): number => Math.min(...Object.values(it.sizes));

/** Every word must occur in what is said of a product. */
export function findProducts(query: string): readonly Product[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return products.filter((it) => {
    const all = `${it.name} ${it.note} ${it.about} ${categories[it.category].name}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
