/** The words of the chat protocol (docs/protocol.md): conversations, messages, cards. Frames are in frames.ts. */

export type Owner = "bot" | "queue" | "agent" | "closed";
export type Author = "customer" | "bot" | "agent" | "system";

export interface Choice {
  id: string;
  title: string;
  style?: "primary" | null;
}

export interface Form {
  name: string;
  title: string;
  step: number;
  of: number;
}

export interface Conversation {
  id: string;
  owner: Owner;
  agent: { name: string } | null;
  queue: { position: number; eta_seconds: number | null } | null;
  people_online: boolean;
  last_seq: number;
  customer_read_seq: number;
  agent_read_seq: number;
  form: Form | null;
  quick_replies: Choice[];
  ticket: { number: string; status: string } | null;
  rated: boolean;
}

export interface OrderLine {
  id: string;
  product_id: string;
  title: string;
  sku: string;
  image_url: string;
  unit_price_fen: number;
  quantity: number;
  paid_fen: number;
  status_text: string;
  choices?: Choice[];
}

/** Newest event first. */
export interface Parcel {
  number: string;
  carrier: string;
  status_text: string;
  expected_at: string | null;
  events: { at: string; place: string; text: string }[];
}

export interface Order {
  number: string;
  status: string;
  status_text: string;
  ordered_at: string;
  total_fen: number;
  lines: OrderLine[];
  parcel: Parcel | null;
  choices?: Choice[];
}

export interface Product {
  id: string;
  title: string;
  image_url: string;
  price_fen: number;
  stock_text: string;
  skus: string[];
  choices?: Choice[];
}

export type NoticeCode =
  | "queued"
  | "nobody_online"
  | "agent_joined"
  | "agent_left"
  | "handback_asked"
  | "back_to_bot"
  | "apology"
  | "too_long"
  | "resolved"
  | "reopened"
  | "case_changed"
  | "promise"
  | "closed";

export type Ask = "bot" | "person" | "outcome";

export interface TextBody {
  text: string;
  source?: { title: string; url: string } | null;
  choices?: Choice[];
  /** Sequence of the message whose choice was tapped. */
  choice_of?: number;
}

/** `url` is signed and short-lived, relative to the service. */
export interface ImageBody {
  upload_id: string;
  url: string;
  width: number;
  height: number;
  text?: string;
}

export interface Bodies {
  text: TextBody;
  image: ImageBody;
  order_card: { text: string; orders: Order[]; choices?: Choice[] };
  product_card: { text: string; products: Product[]; choices?: Choice[] };
  buttons: { text: string; choices: Choice[] };
  notice: {
    code: NoticeCode;
    text: string;
    choices?: Choice[];
    ticket_number?: string | null;
    /** With `case_changed`. */
    case_number?: string;
  };
  survey: { text: string; survey_url: string | null; asks: Ask[]; ticket_number: string | null };
}

export type Kind = keyof Bodies;

export type MessageOf<K extends Kind> = {
  conversation_id: string;
  seq: number;
  client_id: string | null;
  author: Author;
  author_name: string | null;
  kind: K;
  body: Bodies[K];
  /** ISO 8601 with zone. */
  created_at: string;
};

export type Message = { [K in Kind]: MessageOf<K> }[Kind];

/** Characters in one text, as the service counts them. */
export const TEXT_LIMIT = 1000;
