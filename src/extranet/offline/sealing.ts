// What is kept is sealed: AES-256-GCM, by keys that no script can read, made on the device for one session. Addresses, which hold
// titles, are kept as HMAC names.
export interface Keys {
  seals: CryptoKey
  names: CryptoKey
}

export interface Sealed {
  iv: Uint8Array<ArrayBuffer>
  data: ArrayBuffer
}

const NOT_EXTRACTABLE = false

export async function newKeys(): Promise<Keys> {
  const { subtle } = crypto
  const seals = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, NOT_EXTRACTABLE, [
    'encrypt',
    'decrypt',
  ])
  const names = await subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, NOT_EXTRACTABLE, ['sign'])
  return { seals, names }
}

/** The name under which the page of that address is kept. */
export async function nameOf({ names }: Keys, address: string): Promise<string> {
  const made = await crypto.subtle.sign('HMAC', names, new TextEncoder().encode(address))
  return [...new Uint8Array(made)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** @param name under which it is kept: what was sealed under another does not open here */
export async function seal({ seals }: Keys, name: string, value: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const text = new TextEncoder().encode(JSON.stringify(value))
  return { iv, data: await crypto.subtle.encrypt(algorithm(name, iv), seals, text) }
}

/** @throws OperationError when the key, the name or the bytes are others */
export async function open<T>({ seals }: Keys, name: string, { iv, data }: Sealed): Promise<T> {
  const text = await crypto.subtle.decrypt(algorithm(name, iv), seals, data)
  return JSON.parse(new TextDecoder().decode(text)) as T
}

const algorithm = (name: string, iv: Uint8Array<ArrayBuffer>) => ({
  name: 'AES-GCM',
  iv,
  additionalData: new TextEncoder().encode(name),
})
