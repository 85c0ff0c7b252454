export function PlansScreen() {
  return <p>Plans</p>;
}
