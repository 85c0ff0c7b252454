export function SetupScreen() {
  return <p>Setup</p>;
}
