/** `<huisheng-chat>`: the widget in a shadow root, so that no style of the shop's page reaches it and none leaves it. */

import { languageOf } from "@huisheng/shared/language";
import { render } from "preact";
import { App } from "./app";
import { STYLES } from "./styles/index";

export class HuishengChat extends HTMLElement {
  static readonly observedAttributes = ["token", "lang", "origin"];
  private isOpen = false;

  connectedCallback(): void {
    if (!this.shadowRoot) {
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLES);
      root.adoptedStyleSheets = [sheet];
    }
    this.draw();
  }

  disconnectedCallback(): void {
    if (this.shadowRoot) render(null, this.shadowRoot);
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.draw();
  }

  /** Open or shut the chat window. */
  show(open: boolean): void {
    this.isOpen = open;
    this.draw();
    this.dispatchEvent(new CustomEvent(open ? "huisheng:open" : "huisheng:close", { bubbles: true }));
  }

  private draw(): void {
    if (!this.shadowRoot) return;
    const app = (
      <App
        origin={this.getAttribute("origin") ?? location.origin}
        hostToken={this.getAttribute("token")}
        language={languageOf(this.getAttribute("lang"), document.documentElement.lang, navigator.language)}
        isOpen={this.isOpen}
        onOpen={(open) => this.show(open)}
      />
    );
    render(app, this.shadowRoot);
  }
}
