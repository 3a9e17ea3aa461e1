/** What stands in a bubble, by kind; text is only ever text. */
import { safeLink } from "@huisheng/shared/links";
import { money } from "@huisheng/shared/money";
import type { Choice, Message, Product } from "@huisheng/shared/protocol";
import { OrderCard } from "../context/OrderCard";
import { useWords } from "../strings";

export function MessageBody({ message }: { message: Message }) {
  const t = useWords();
  switch (message.kind) {
    case "text":
      return (
        <>
          {message.body.choice_of !== undefined && <span className="chose">{t.thread.chose}</span>}
          <Plain text={message.body.text} />
          <Source source={message.body.source} />
          <Choices choices={message.body.choices} />
        </>
      );
    case "image":
      return (
        <>
          <Picture url={message.body.url} width={message.body.width} height={message.body.height} />
          {message.body.text && <Plain text={message.body.text} />}
        </>
      );
    case "order_card":
      return (
        <>
          <Plain text={message.body.text} />
          {message.body.orders.map((order) => (
            <OrderCard key={order.number} order={order} isSmall />
          ))}
          <Choices choices={message.body.choices} />
        </>
      );
    case "product_card":
      return (
        <>
          <Plain text={message.body.text} />
          {message.body.products.map((product) => (
            <ProductLine key={product.id} product={product} />
          ))}
          <Choices choices={message.body.choices} />
        </>
      );
    case "buttons":
      return (
        <>
          <Plain text={message.body.text} />
          <Choices choices={message.body.choices} />
        </>
      );
    case "survey":
      return (
        <>
          <span className="chose">{t.thread.survey}</span>
          <Plain text={message.body.text} />
        </>
      );
    default:
      return <Plain text={message.body.text} />;
  }
}

function Plain({ text }: { text: string }) {
  return text ? <p className="plain">{text}</p> : null;
}

function Source({ source }: { source?: { title: string; url: string } | null }) {
  const t = useWords();
  const link = source && safeLink(source.url, location.origin);
  if (!source || !link) return null;
  return (
    <a className="source" href={link} target="_blank" rel="noreferrer">
      {t.thread.source}：{source.title}
    </a>
  );
}

/** The buttons that the customer saw; only they can press them. */
function Choices({ choices }: { choices?: Choice[] | undefined }) {
  const t = useWords();
  if (!choices?.length) return null;
  return (
    <ul className="choices" aria-label={t.thread.choices}>
      {choices.map((choice) => (
        <li key={choice.id}>{choice.title}</li>
      ))}
    </ul>
  );
}

export function Picture({ url, width, height }: { url: string; width?: number; height?: number }) {
  const t = useWords();
  const link = safeLink(url, location.origin);
  if (!link) return null;
  return (
    <a className="picture" href={link} target="_blank" rel="noreferrer" title={t.thread.openPicture}>
      <img
        src={link}
        alt={t.thread.picture}
        width={width || undefined}
        height={height || undefined}
        loading="lazy"
      />
    </a>
  );
}

function ProductLine({ product }: { product: Product }) {
  const image = safeLink(product.image_url, location.origin);
  return (
    <div className="line-item">
      {image && <img src={image} alt="" loading="lazy" />}
      <span className="line-words">
        <span>{product.title}</span>
        <span className="muted">
          {money(product.price_fen)} · {product.stock_text}
        </span>
      </span>
    </div>
  );
}
