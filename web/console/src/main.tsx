/** Where the console starts. */
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { getLanguage } from "./strings";
import "./styles/tokens.css";
import "./styles/shell.css";
import "./styles/queue.css";
import "./styles/ticket.css";
import "./styles/thread.css";
import "./styles/context.css";
import "./styles/cases.css";
import "./styles/commitments.css";
import "./styles/pages.css";
import "./styles/rules.css";
import "./styles/learning.css";

document.documentElement.lang = getLanguage();
const root = document.getElementById("root");
if (root) createRoot(root).render(<App />);
