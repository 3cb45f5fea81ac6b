export function App() {
  return (
    <main>
      <h1>Doorbuster</h1>
    </main>
  );
}
