export function ReportsScreen() {
  return <p>Reports</p>;
}
