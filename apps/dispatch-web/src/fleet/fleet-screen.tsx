export function FleetScreen() {
  return <p>Fleet</p>;
}
