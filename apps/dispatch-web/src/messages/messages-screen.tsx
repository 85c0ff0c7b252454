export function MessagesScreen() {
  return <p>Messages</p>;
}
