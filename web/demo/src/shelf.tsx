/** The goods for sale. */

import { safeLink } from "@huisheng/shared/links";
import { money } from "@huisheng/shared/money";
import type { Product } from "@huisheng/shared/protocol";
import { Refusal } from "@huisheng/shared/rest";
import { useLoaded } from "./loading";
import { fetchProducts } from "./shop_service";
import { words } from "./words";

export function Shelf({ onAsk }: { onAsk: () => void }) {
  const [products, again] = useLoaded(fetchProducts);
  return (
    <section aria-labelledby="shelf">
      <h2 id="shelf">{words.shelf}</h2>
      {products.status === "loading" && <div class="skeleton tall" aria-hidden="true" />}
      {products.status === "failed" && (
        <p class="trouble" role="alert">
          {products.error instanceof Refusal ? words.notDemo : words.failed}{" "}
          <button type="button" onClick={again}>
            {words.retry}
          </button>
        </p>
      )}
      {products.status === "ready" && products.value.length === 0 && <p class="empty">{words.emptyShelf}</p>}
      {products.status === "ready" && (
        <ul class="shelf">
          {products.value.map((product) => (
            <Tile key={product.id} product={product} onAsk={onAsk} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Tile({ product, onAsk }: { product: Product; onAsk: () => void }) {
  const isShort = product.stock_text !== "有货";
  return (
    <li class="tile">
      <img
        src={safeLink(product.image_url, location.origin) ?? ""}
        alt=""
        loading="lazy"
        width={220}
        height={220}
      />
      <h3>{product.title}</h3>
      <p class="sku">
        {product.skus.slice(0, 3).join(" / ")}
        {isShort && <em>{product.stock_text}</em>}
      </p>
      <p class="buy">
        <b>{money(product.price_fen)}</b>
        <button type="button" onClick={onAsk} aria-label={`${words.ask}：${product.title}`}>
          {words.ask}
        </button>
      </p>
    </li>
  );
}
