export function JobsScreen() {
  return <p>Jobs</p>;
}
