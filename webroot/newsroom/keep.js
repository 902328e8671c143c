/*
 * No word is lost: what is typed is kept on the device within a second and sent to the server within five, one save at a time.
 * A save that fails is tried again; the device keeps its copy until the story itself is saved.
 */
const DEVICE_WAIT = 400; // ms after the last key
const DEVICE_MOST = 700; // since the first key that is not kept: who types without a pause loses no more
const SERVER_WAIT = 2500;
const SERVER_MOST = 4500; // since the first key that is not sent
const AGAIN = 3000;
const STORE = "copies";

const opened = new Promise((resolve, reject) => {
  const request = indexedDB.open("tinmoi-newsroom", 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, {keyPath: "key"});
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});
opened.catch(() => {}); // each use says so by itself

async function onDevice(mode, use) {
  const transaction = (await opened).transaction(STORE, mode);
  const request = use(transaction.objectStore(STORE));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

export const deviceCopy = (key) => onDevice("readonly", (store) => store.get(key));
/** The newest of a story that has no number yet; undefined: there is none. */
export async function deviceDraft() {
  const all = await onDevice("readonly", (store) => store.getAll());
  return all.filter(({key}) => !/^\d+$/.test(key)).sort((a, b) => b.at - a.at)[0];
}

export const forget = (key) => onDevice("readwrite", (store) => store.delete(key));

/** Every copy on this device that is older than 90 days goes. */
export async function sweep() {
  const all = await onDevice("readonly", (store) => store.getAll());
  for (const one of all) if (Date.now() - one.at > 90 * 86_400_000) await forget(one.key);
}

/** How long to wait, but not beyond the time {@code end}. */
const soon = (wait, end) => Math.max(0, Math.min(wait, end - Date.now()));

/**
 * Begins. {@code read}: gives the fields as they are now; {@code send}: gives them to the server, and fails where it could not;
 * {@code tell}: hears {@code none}, {@code device} or {@code server}, and whether sending failed.
 */
export class Keeper {
  constructor({key, base, read, send, tell}) {
    Object.assign(this, {key, base, read, send, tell});
    this.number = 0; // of the last change
    this.kept = 0;
    this.sent = 0;
    this.since = 0;
    this.unkept = 0;
    this.sending = undefined;
  }

  changed() {
    this.number++;
    this.since ||= Date.now();
    this.tell("none", false);
    this.unkept ||= Date.now();
    clearTimeout(this.deviceTimer);
    this.deviceTimer = setTimeout(() => this.keep(), soon(DEVICE_WAIT, this.unkept + DEVICE_MOST));
    this.schedule(soon(SERVER_WAIT, this.since + SERVER_MOST));
  }

  schedule(wait) {
    clearTimeout(this.serverTimer);
    this.serverTimer = setTimeout(() => this.push(), wait);
  }

  /** On the device. */
  async keep() {
    clearTimeout(this.deviceTimer);
    const number = this.number;
    if (this.kept === number) return;
    this.unkept = 0;
    const copy = {key: this.key, base: this.base(), fields: this.read(), at: Date.now()};
    try {
      await onDevice("readwrite", (store) => store.put(copy));
      this.kept = Math.max(this.kept, number);
      if (this.sent < number) this.tell("device", false);
    } catch {
      this.tell("none", true); // a full or forbidden store: the server still gets it
    }
  }

  /** To the server. One at a time; what was typed meanwhile follows. */
  async push() {
    if (this.taken || this.sending || this.sent === this.number) return this.sending;
    const number = this.number;
    this.sending = this.send({base: this.base(), fields: this.read()})
      .then(
        () => {
          this.sent = number;
          this.since = this.number === number ? 0 : Date.now();
          if (this.number === number) this.tell("server", false);
          return true;
        },
        () => {
          this.tell(this.kept === this.number ? "device" : "none", true);
          return false;
        },
      )
      .finally(() => {
        this.sending = undefined;
      });
    const done = await this.sending;
    if (this.sent !== this.number) this.schedule(done ? SERVER_WAIT : AGAIN);
    return done;
  }

  /** Both, at once: the page goes away. What a form takes with it stays on the device alone until it has arrived. */
  flush() {
    this.keep();
    this.push();
  }

  /** The form takes it. */
  take() {
    this.taken = true;
    clearTimeout(this.serverTimer);
    this.keep();
  }

  get isDirty() {
    return this.sent !== this.number;
  }
}
