// The folder of everything this installation keeps outside PostgreSQL, and the secret in it.
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isCode, StartError } from './start-error.ts'

/**
 * Makes the data folder. A folder made by root lets the unprivileged database account pass, without listing it.
 * @throws StartError when it cannot be made.
 */
export function makeDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
  } catch {
    throw new StartError(`PARVIS_DATA : le dossier ${folder} ne peut pas être créé ou ouvert.`)
  }
}

/** The secret of this installation: at least 32 bytes, made once, in a file that its owner alone reads. */
export function keptSecret(dataFolder: string): Buffer {
  makeDataFolder(dataFolder)
  const file = join(dataFolder, 'secret')
  try {
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!isCode(error, 'EEXIST'))
      throw new StartError(`PARVIS_DATA : impossible d’écrire dans ${dataFolder}.`)
  }
  const secret = readSecret(file)
  if (secret.length < 32) throw new StartError(`Le fichier ${file} est abîmé : il doit contenir 32 octets.`)
  return secret
}

function readSecret(file: string): Buffer {
  try {
    return decodeSecret(readFileSync(file, 'utf8').trim())
  } catch {
    throw new StartError(`PARVIS_DATA : impossible de lire ${file}.`)
  }
}

/** The bytes of a secret written in hexadecimal or base64; what is both is hexadecimal. */
export function decodeSecret(text: string): Buffer {
  const hexadecimal = /^[0-9a-f]+$/i.test(text) && text.length % 2 === 0
  return Buffer.from(text, hexadecimal ? 'hex' : 'base64')
}
