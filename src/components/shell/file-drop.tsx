import { useEffect, useState } from "react";
import { openFile } from "../../actions/index.ts";
import { useNotices } from "../../state/index.ts";

/** Opens a file that is dropped anywhere on the page. */
export function FileDrop() {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    function onDragOver(event: DragEvent) {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    }
    function onDragLeave(event: DragEvent) {
      if (event.relatedTarget === null) setOver(false);
    }
    function onDrop(event: DragEvent) {
      setOver(false);
      if (!hasFiles(event)) return;
      event.preventDefault();
      const files = event.dataTransfer?.files;
      const file = files?.[0];
      if (file === undefined) return;
      if (files && files.length > 1)
        useNotices.getState().notify("info", `Opening the first of ${files.length} files.`);
      void openFile(file);
    }
    window.addEventListener("dragover", onDragOver);
    window.addEventListener("dragleave", onDragLeave);
    window.addEventListener("drop", onDrop);
    return () => {
      window.removeEventListener("dragover", onDragOver);
      window.removeEventListener("dragleave", onDragLeave);
      window.removeEventListener("drop", onDrop);
    };
  }, []);
  return over ? <div className="file-drop">Drop a Doorbuster document to open it</div> : null;
}
