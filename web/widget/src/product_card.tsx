/** Products: picture, price, stock, variants and actions. */

import { safeLink } from "@huisheng/shared/links";
import { money } from "@huisheng/shared/money";
import type { MessageOf } from "@huisheng/shared/protocol";
import { Choices } from "./choices";
import { useScene } from "./scene";

export function ProductCards({ message }: { message: MessageOf<"product_card"> }) {
  const { visit } = useScene();
  const { text, products, choices } = message.body;
  return (
    <div class="bubble cards">
      {text && <p class="text">{text}</p>}
      {products.map((product) => {
        const picture = safeLink(product.image_url, visit.origin);
        return (
          <article class="card" key={product.id} aria-label={product.title}>
            <div class="goods">
              {picture ? (
                <img src={picture} alt="" loading="lazy" width={56} height={56} />
              ) : (
                <span class="no-picture" />
              )}
              <div>
                <p class="title">{product.title}</p>
                <p class="sku">{product.skus.slice(0, 4).join(" / ")}</p>
                <p class="price">
                  <b>{money(product.price_fen)}</b>
                  <em>{product.stock_text}</em>
                </p>
              </div>
            </div>
            <Choices message={message} choices={product.choices} isCard />
          </article>
        );
      })}
      <Choices message={message} choices={choices} isCard={false} />
    </div>
  );
}
