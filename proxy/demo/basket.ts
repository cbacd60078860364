// A basket is a list of lines; every change gives a new list.
import { productOf, type Product } from './catalogue.ts';

export interface Line {
  readonly product: Product;
  readonly size: string;
  readonly quantity: number;
}
export type Basket = readonly Line[];

const maxLines = 20;
export const maxQuantity = 20;

export const lineKey = (it: Line): string => `${it.product.id}.${it.size}`;
export const linePrice = (it: Line): number => (it.product.sizes[it.size] ?? 0) * it.quantity;
export const totalOf = (basket: Basket): number => basket.reduce((sum, it) => sum + linePrice(it), 0);
export const piecesOf = (basket: Basket): number => basket.reduce((sum, it) => sum + it.quantity, 0);

/** Puts something in; undefined where there is no such thing, or no room. */
export function add(basket: Basket, id: string, size: string, quantity: number): Basket | undefined {
  const product = productOf(id);
  if (product === undefined || !Object.hasOwn(product.sizes, size)) return undefined;
  const line = { product, size, quantity };
  const key = lineKey(line);
  const old = basket.find((it) => lineKey(it) === key);
  if (old !== undefined) return setQuantity(basket, key, old.quantity + quantity);
  return basket.length < maxLines ? [...basket, line] : undefined;
}

export function setQuantity(basket: Basket, key: string, quantity: number): Basket {
  return basket.flatMap((it) => {
    if (lineKey(it) !== key) return [it];
    return quantity > 0 ? [{ ...it, quantity: Math.min(maxQuantity, quantity) }] : [];
  });
}
