/** The top topics as links to their tickets. */
import { percent } from "@huisheng/shared/money";
import { Link } from "react-router";
import type { Dashboard } from "../api/types";
import { useWords } from "../strings";

export function Topics({ topics }: { topics: Dashboard["topics"] }) {
  const t = useWords();
  return (
    <ul className="chips topics">
      {topics.slice(0, 10).map(({ category: [level1, level2], share }) => (
        <li key={`${level1}/${level2}`}>
          <Link to={`/?view=all&category1=${encodeURIComponent(level1)}`}>
            {t.category[level2] ?? level2} {percent(share, 0)}
          </Link>
        </li>
      ))}
    </ul>
  );
}
