/** One message by its kind. Text is text: nothing that was said is ever read as HTML. */

import { fill } from "@huisheng/shared/language";
import { safeLink } from "@huisheng/shared/links";
import type { Message, MessageOf } from "@huisheng/shared/protocol";
import { Choices } from "./choices";
import { NoticeCard } from "./notice";
import { OrderCards } from "./order_card";
import { Photo } from "./photo";
import { ProductCards } from "./product_card";
import { RatingCard } from "./rating";
import { useScene } from "./scene";

export function MessageBody({ message }: { message: Message }) {
  switch (message.kind) {
    case "text":
      return <Said message={message} />;
    case "image":
      return <Photo message={message} />;
    case "order_card":
      return <OrderCards message={message} />;
    case "product_card":
      return <ProductCards message={message} />;
    case "buttons":
      return <Said message={message} />;
    case "notice":
      return <NoticeCard message={message} />;
    case "survey":
      return <RatingCard message={message} />;
    default:
      return <Unknown body={(message as Message).body} />;
  }
}

function Said({ message }: { message: MessageOf<"text"> | MessageOf<"buttons"> }) {
  const { text, choices } = message.body;
  const source = message.kind === "text" ? message.body.source : null;
  return (
    <div class="bubble">
      <p class="text">{text}</p>
      {source && <Source title={source.title} url={source.url} />}
      {choices && choices.length > 0 && <Choices message={message} choices={choices} isCard={false} />}
    </div>
  );
}

function Source({ title, url }: { title: string; url: string }) {
  const { visit, words } = useScene();
  const label = fill(words.source, { title });
  const link = safeLink(url, visit.origin);
  if (!link) return <p class="source">{label}</p>;
  return (
    <p class="source">
      <a href={link} target="_blank" rel="noopener noreferrer">
        {label}
      </a>
    </p>
  );
}

/** A kind that a newer service knows and this page does not: its words are better than nothing. */
function Unknown({ body }: { body: unknown }) {
  const text = (body as { text?: unknown }).text;
  return typeof text === "string" ? (
    <div class="bubble">
      <p class="text">{text}</p>
    </div>
  ) : null;
}
