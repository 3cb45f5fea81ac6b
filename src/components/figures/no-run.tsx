/** What a view of results says before there is a result. */
export function NoRun({ what }: { readonly what: string }) {
  return <p className="no-run">Run the scenario to see {what}.</p>;
}
