// What a visitor has planned in the planner.
import { z } from 'zod';

export const crops = {
  basil: { name: 'Basil', sow: 8, plant: 10, pick: 12, until: 18 },
  beans: { name: 'Beans', sow: 9, plant: 10, pick: 14, until: 19 },
  beetroot: { name: 'Beetroot', sow: 7, plant: 9, pick: 13, until: 20 },
  carrots: { name: 'Carrots', sow: 5, plant: 7, pick: 12, until: 21 },
  chard: { name: 'Chard', sow: 7, plant: 8, pick: 12, until: 22 },
  chives: { name: 'Chives', sow: 5, plant: 7, pick: 9, until: 20 },
  courgettes: { name: 'Courgettes', sow: 8, plant: 10, pick: 13, until: 19 },
  dill: { name: 'Dill', sow: 7, plant: 8, pick: 11, until: 17 },
  garlic: { name: 'Garlic', sow: 0, plant: 2, pick: 13, until: 15 },
  kale: { name: 'Kale', sow: 9, plant: 11, pick: 17, until: 23 },
  leeks: { name: 'Leeks', sow: 4, plant: 9, pick: 17, until: 23 },
  lettuce: { name: 'Lettuce', sow: 5, plant: 7, pick: 9, until: 19 },
  onions: { name: 'Onions', sow: 4, plant: 6, pick: 14, until: 17 },
  parsley: { name: 'Parsley', sow: 5, plant: 8, pick: 11, until: 21 },
  peas: { name: 'Peas', sow: 4, plant: 6, pick: 11, until: 15 },
  peppers: { name: 'Peppers', sow: 3, plant: 10, pick: 14, until: 19 },
  potatoes: { name: 'Potatoes', sow: 5, plant: 7, pick: 12, until: 18 },
  pumpkins: { name: 'Pumpkins', sow: 8, plant: 10, pick: 17, until: 20 },
  radishes: { name: 'Radishes', sow: 4, plant: 5, pick: 7, until: 19 },
  rocket: { name: 'Rocket', sow: 5, plant: 6, pick: 8, until: 20 },
  spinach: { name: 'Spinach', sow: 4, plant: 6, pick: 8, until: 20 },
  strawberries: { name: 'Strawberries', sow: 4, plant: 7, pick: 10, until: 14 },
  sweetcorn: { name: 'Sweetcorn', sow: 8, plant: 10, pick: 15, until: 18 },
  thyme: { name: 'Thyme', sow: 6, plant: 9, pick: 10, until: 22 },
  tomatoes: { name: 'Tomatoes', sow: 5, plant: 10, pick: 13, until: 19 },
  turnips: { name: 'Turnips', sow: 6, plant: 7, pick: 11, until: 20 },
} as const;

const cells = 24;
const crop = z.custom<keyof typeof crops>(
  (it) => typeof it === 'string' && Object.hasOwn(crops, it),
  'no such crop',
);

export const planShape = z.strictObject({
  /** A bed of four rows of six; null is bare soil. */
  bed: z.array(crop.nullable()).length(cells),
  /** Minutes of watering a day. */
  minutes: z.number().int().min(0).max(60),
});
export type Plan = z.infer<typeof planShape>;

export const freshPlan: Plan = {
  bed: Array.from({ length: cells }, (_, i) => (i % 7 === 0 ? 'lettuce' : null)),
  minutes: 12,
};
