/** The whole page; who looks at it is kept in the address (`?shopper=lin`), so that a link shows the same. */

import { useCallback, useState } from "preact/hooks";
import { withWidget } from "./host";
import { useLoaded } from "./loading";
import { OrderList } from "./order_list";
import { Shelf } from "./shelf";
import { fetchOrders, fetchShoppers, type Shopper, signIn } from "./shop_service";
import { ShopperSwitch } from "./shopper_switch";
import { words } from "./words";

const PLACE = "shopper";

export function ShopPage() {
  const [shopperId, setShopperId] = useState(() => new URLSearchParams(location.search).get(PLACE));
  const [shoppers, askShoppers] = useLoaded(fetchShoppers);
  const [orders, askOrders] = useLoaded(useCallback(() => visit(shopperId), [shopperId]));
  const known: Shopper[] = shoppers.status === "ready" ? shoppers.value : [];
  const change = (id: string | null) => {
    const address = new URL(location.href);
    if (id) address.searchParams.set(PLACE, id);
    else address.searchParams.delete(PLACE);
    history.replaceState(null, "", address);
    setShopperId(id);
  };
  return (
    <>
      <header class="top">
        <a class="brand" href="/">
          <img src={new URL("./mark.svg", import.meta.url).href} alt="" width={36} height={36} />
          <b>{words.name}</b>
          <span class="tag">{words.badge}</span>
        </a>
        <nav>
          <a href="/console/">{words.console}</a>
        </nav>
      </header>
      <main>
        <section class="hero">
          <div>
            <h1>{words.tagline}</h1>
            <p>{words.hint}</p>
            <p class="examples">
              {words.tryThese}
              {words.examples.map((one) => (
                <q key={one}>{one}</q>
              ))}
            </p>
          </div>
          <ShopperSwitch shoppers={known} current={shopperId} onChange={change} />
        </section>
        {shoppers.status === "failed" && (
          <p class="trouble" role="alert">
            {words.failed}{" "}
            <button type="button" onClick={askShoppers}>
              {words.retry}
            </button>
          </p>
        )}
        <OrderList orders={orders} isVisitor={!shopperId} onRetry={askOrders} />
        <Shelf onAsk={() => withWidget((widget) => widget.open())} />
      </main>
    </>
  );
}

/** Sign the shopper in at the widget and fetch what the shop knows of the same person. */
async function visit(shopperId: string | null) {
  if (!shopperId) {
    withWidget((widget) => widget.identify(null));
    return [];
  }
  const token = await signIn(shopperId);
  withWidget((widget) => widget.identify(token));
  return fetchOrders(token);
}
