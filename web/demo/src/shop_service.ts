/** What the demo page asks of the service: shelf, shoppers, and one shopper's orders. */

import type { Order, Product } from "@huisheng/shared/protocol";
import { Rest } from "@huisheng/shared/rest";

export interface Shopper {
  id: string;
  name: string;
  level: string;
  story: string;
}

const everybody = new Rest({ origin: location.origin });

export async function fetchShoppers(): Promise<Shopper[]> {
  return (await everybody.get<{ items: Shopper[] }>("/demo/shoppers")).items;
}

export async function fetchProducts(): Promise<Product[]> {
  return (await everybody.get<{ items: Product[] }>("/shop/products")).items;
}

/** What the shop's own server would sign for a shopper who is signed in there. */
export async function signIn(shopper: string): Promise<string> {
  const path = `/demo/shoppers/${encodeURIComponent(shopper)}/host-tokens`;
  return (await everybody.post<{ host_token: string }>(path)).host_token;
}

/** Orders of whoever the host token names, newest first. */
export async function fetchOrders(hostToken: string): Promise<Order[]> {
  const { token } = await everybody.post<{ token: string }>("/visitors", { host_token: hostToken });
  const own = new Rest({ origin: location.origin, token: () => token });
  return (await own.get<{ items: Order[] }>("/me/orders")).items;
}
