// Base45 (RFC 9285): bytes in the alphanumeric characters of QR codes, two bytes in three characters.
import type { Bytes } from './bytes.ts'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

/** As many digits in base 45 as asked, the least significant first. */
function digits(value: number, count: number): string {
  return Array.from({ length: count }, (_, n) => ALPHABET[Math.floor(value / 45 ** n) % 45]).join('')
}

export function toBase45(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 2) {
    const [first = 0, second] = bytes.subarray(at, at + 2)
    text += second === undefined ? digits(first, 2) : digits(first * 256 + second, 3)
  }
  return text
}

/** @returns null for a foreign character (small letters are), a length or a value that no bytes give */
export function fromBase45(text: string): Bytes | null {
  if (text.length % 3 === 1) return null
  const bytes: number[] = []
  for (let at = 0; at < text.length; at += 3) {
    const group = [...text.slice(at, at + 3)].map((character) => ALPHABET.indexOf(character))
    if (group.includes(-1)) return null
    const value = group.reduceRight((sum, digit) => sum * 45 + digit, 0)
    if (value >= 256 ** (group.length - 1)) return null
    if (group.length === 3) bytes.push(value >> 8)
    bytes.push(value & 255)
  }
  return Uint8Array.from(bytes)
}
