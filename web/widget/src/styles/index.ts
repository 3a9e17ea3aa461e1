/** All rules of the shadow root, in one text. */

import cards from "./cards.css?inline";
import cases from "./cases.css?inline";
import composer from "./composer.css?inline";
import messages from "./messages.css?inline";
import notices from "./notices.css?inline";
import panel from "./panel.css?inline";

export const STYLES = [panel, messages, cards, cases, notices, composer].join("\n");
