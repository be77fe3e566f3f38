// Runs when the document has been read: dresses it in its fonts, loads the browser build, and wakes
// the islands where they stand. `html[data-hydrated]` then says that the page answers to clicks,
// `leptos-island[data-awake]` the same of one island. Sent within each page, without these comments:
// each has a line of its own.
const page = document.documentElement;
const asleep = 'leptos-island:not([data-awake])';
const rest = () => new Promise((go) => setTimeout(go));

// An island wakes by walking through what the server has sent. Password managers, translations and
// other extensions may have put in something of their own, or have replaced texts. So what has
// changed in an island until it wakes is remembered, and taken back for the moment of its waking.
let changes = [];
const observer = new MutationObserver((seen) => changes.push(...seen));
observer.observe(document.body, { subtree: true, childList: true, characterData: true, characterDataOldValue: true });

const before = (parent, node) => (node?.parentNode === parent ? node : null);

// Answers what puts back the elements that others had added; a translation adds its own anew.
const restore = (island) => {
  changes.push(...observer.takeRecords());
  const ours = changes.filter(({ target }) => island.contains(target));
  changes = changes.filter((change) => !ours.includes(change));
  const active = document.activeElement;
  const foreign = [];
  for (const change of ours.reverse()) {
    const { target, addedNodes, removedNodes, nextSibling } = change;
    if (change.type === 'characterData') target.data = change.oldValue;
    for (const node of addedNodes) {
      if (node.parentNode !== target) continue;
      const isAddition = removedNodes.length === 0 && node.nodeType === Node.ELEMENT_NODE && node.nodeName !== 'FONT';
      if (isAddition) foreign.push([target, node, nextSibling]);
      node.remove();
    }
    for (const node of removedNodes) target.insertBefore(node, before(target, nextSibling));
  }
  if (active !== document.activeElement && active.isConnected) active.focus({ preventScroll: true });
  observer.takeRecords();
  return () => {
    for (const [parent, node, next] of foreign.reverse()) {
      if (!node.isConnected && parent.isConnected) parent.insertBefore(node, before(parent, next));
    }
  };
};

// What is pressed before its island is awake. A link or a form goes its own way; a button that only
// script can serve is pressed again once somebody listens; and a tap on the stars fills the field
// beside them, which can be sent as it is if nobody ever does.
const early = [];
document.addEventListener('click', ({ target, clientX }) => {
  const island = target.closest?.(asleep);
  const button = island && target.closest('button[type="button"]');
  if (button) early.push(button);
  const strip = island && target.closest('.score-strip');
  const field = strip?.closest('form')?.elements.score;
  if (!field) return;
  const { left, width } = strip.getBoundingClientRect();
  const tenths = Math.min(50, Math.max(1, Math.ceil(((clientX - left) / width) * 50)));
  field.value = (tenths / 10).toFixed(1);
  field.dataset.early = '';
  strip.querySelector('.star-part').setAttribute('width', tenths * 2);
});

// Each island by itself. A trap leaves the one that failed in charge of what is made next, which a new
// root ends; and half of its handlers attached, which a copy of it has not.
const wake = (app, island) => {
  const putBack = restore(island);
  try {
    app[island.dataset.component](island);
  } catch (error) {
    console.warn('an island did not wake', island.dataset.component, error);
    app.hydrate();
    const plain = island.cloneNode(true);
    plain.dataset.plain = '';
    swap(island, plain);
    return plain;
  }
  island.dataset.awake = '';
  putBack();
};

const fields = (island) => [...island.querySelectorAll('input:not([type="hidden"]), textarea, select')];

// In the place of an island another one with the same fields; the one with the focus keeps it.
const swap = (island, other) => {
  const focused = fields(island).indexOf(document.activeElement);
  island.replaceWith(other);
  fields(other)[focused]?.focus({ preventScroll: true });
};

// One that met what nobody had seen coming gets a second try, in the place of which the server sends it
// afresh, with what is in its fields. After that it stays the plain form that it is.
const wakeAfresh = async (app, plain, place) => {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
  const sent = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = sent.querySelectorAll('leptos-island')[place];
  if (fresh?.dataset.component !== plain.dataset.component) return;
  document.adoptNode(fresh);
  const same = fields(fresh);
  if (same.length !== fields(plain).length) return;
  for (const [number, field] of fields(plain).entries()) {
    if (field.value !== field.defaultValue) same[number].value = field.value;
    same[number].checked = field.checked;
  }
  swap(plain, fresh);
  wake(app, fresh);
};

const start = async () => {
  // Both files are asked for together, once the page has been painted: on a thin line they would hold
  // up the style sheet and the fonts of a page that is complete without them.
  const wasm = fetch('WASM');
  const app = await import('SCRIPT');
  await app.default({ module_or_path: wasm });
  await rest();
  app.hydrate();
  const failed = [];
  // A rest after every few milliseconds lets the page answer while its islands wake.
  let since = performance.now();
  for (const [place, island] of [...document.querySelectorAll('leptos-island')].entries()) {
    if (performance.now() - since > 8) {
      await rest();
      since = performance.now();
    }
    const plain = wake(app, island);
    if (plain) failed.push([plain, place]);
  }
  for (const [plain, place] of failed) await wakeAfresh(app, plain, place).catch(() => {});
  observer.disconnect();
  // What the islands have put off until they stand comes first.
  await rest();
  for (const button of early.splice(0)) if (button.closest('leptos-island[data-awake]')) button.click();
  page.dataset.hydrated = '';
};

const dress = async () => {
  // A slice of the font that does not come keeps the others from nothing.
  await document.fonts.load('1rem Pretendard', document.body.textContent).catch(() => {});
  page.classList.add('has-fonts');
  try {
    sessionStorage.fonts = 1;
  } catch {}
};

requestAnimationFrame(() =>
  setTimeout(() => {
    const fonts = document.getElementById('fonts');
    fonts.media = 'all';
    if (fonts.sheet) dress();
    else fonts.onload = dress;
    // Without the code all goes on as it does where no script runs.
    start().catch(() => {
      observer.disconnect();
      page.dataset.asleep = '';
    });
  }),
);
