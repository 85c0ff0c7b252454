export function StagingScreen() {
  return <p>Staging</p>;
}
