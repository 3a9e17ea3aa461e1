/** The demo shop: a storefront that hosts the widget as any shop would, and lets you be any of its shoppers. */

import { render } from "preact";
import { ShopPage } from "./shop_page";
import "./styles/page.css";
import "./styles/goods.css";

const place = document.getElementById("shop");
if (place) render(<ShopPage />, place);
