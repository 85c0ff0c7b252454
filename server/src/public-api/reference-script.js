// Sends the examples of the reference page: what is typed stays in this tab, and nothing is sent before the button is pressed.
const credential = document.querySelector('#credential');
const key = credential.querySelector('input');
credential.hidden = false;
credential.addEventListener('submit', (event) => event.preventDefault());
key.value = sessionStorage.getItem('reference-key') ?? '';
key.addEventListener('input', () => sessionStorage.setItem('reference-key', key.value));

for (const example of document.querySelectorAll('.example')) {
  const opener = document.createElement('button');
  opener.type = 'button';
  opener.textContent = 'Try it';
  opener.addEventListener('click', () => {
    opener.remove();
    example.after(formOf(JSON.parse(example.dataset.request)));
  });
  example.after(opener);
}

function formOf({ method, path, params, query, body }) {
  const form = document.createElement('form');
  form.className = 'run';
  const fields = params.map((name) => ({ name, input: field(form, name, 'input', '') }));
  const search = field(form, 'Query', 'input', new URLSearchParams(query).toString());
  const text = body === undefined ? null : field(form, 'Body', 'textarea', JSON.stringify(body, null, 2));
  if (text) text.rows = Math.min(24, text.value.split('\n').length + 1);
  const button = document.createElement('button');
  button.textContent = `Send ${method}`;
  const answer = document.createElement('pre');
  answer.className = 'answer';
  answer.hidden = true;
  form.append(button, answer);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send();
  });
  async function send() {
    button.disabled = true;
    answer.hidden = false;
    answer.textContent = '…';
    const url = fields.reduce(
      (whole, { name, input }) => whole.replace(`{${name}}`, encodeURIComponent(input.value)),
      path,
    );
    try {
      const response = await fetch(search.value ? `${url}?${search.value}` : url, {
        method,
        headers: {
          ...(key.value ? { Authorization: `Bearer ${key.value}` } : {}),
          ...(text ? { 'Content-Type': 'application/json' } : {}),
          ...(method === 'GET' ? {} : { 'Idempotency-Key': crypto.randomUUID() }),
        },
        ...(text ? { body: text.value } : {}),
      });
      answer.textContent = await wordsOf(response);
    } catch (error) {
      answer.textContent = `No answer: ${error.message}`;
    }
    button.disabled = false;
  }
  return form;
}

function field(form, name, kind, value) {
  const label = document.createElement('label');
  const input = document.createElement(kind);
  input.value = value;
  label.append(name, input);
  form.append(label);
  return input;
}

async function wordsOf(response) {
  const shown = ['content-type', 'etag', 'location', 'retry-after', 'ratelimit', 'request-id'];
  const headers = shown.flatMap((name) => (response.headers.has(name) ? `${name}: ${response.headers.get(name)}` : []));
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('text/event-stream')) {
    await response.body?.cancel();
    return `${response.status}\n${headers.join('\n')}\n\nA stream: follow it with curl -N.`;
  }
  const text = await response.text();
  const body = type.includes('json') && text ? JSON.stringify(JSON.parse(text), null, 2) : text.slice(0, 20_000);
  return `${response.status} ${response.statusText}\n${headers.join('\n')}\n\n${body}`;
}
