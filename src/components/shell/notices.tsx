import { type Notice, useNotices } from "../../state/index.ts";
import { Icon } from "../theme/index.ts";

/** Short messages over the lower right corner. */
export function Notices() {
  const notices = useNotices((state) => state.notices);
  return (
    <div className="notices">
      <div role="status">{notices.filter(({ tone }) => tone === "info").map(shown)}</div>
      <div role="alert">{notices.filter(({ tone }) => tone === "error").map(shown)}</div>
    </div>
  );
}

function shown(notice: Notice) {
  return <NoticeCard key={notice.id} notice={notice} />;
}

function NoticeCard({ notice: { id, tone, text, details } }: { readonly notice: Notice }) {
  return (
    <div className={`popup notice notice--${tone}`}>
      <Icon name={tone === "error" ? "circle-alert" : "info"} />
      <div className="notice__words">
        <p>{text}</p>
        {details.length > 0 && (
          <ul>
            {details.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
      </div>
      <button
        type="button"
        className="button button--quiet button--icon button--small"
        aria-label="Dismiss"
        onClick={() => useNotices.getState().dismiss(id)}
      >
        <Icon name="x" size={14} />
      </button>
    </div>
  );
}
