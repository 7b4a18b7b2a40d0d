// Reads the files of a definitions folder. A file that cannot be read is a problem said in French, never a crash.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ZodType } from 'zod'
import { isCode } from '#platform/start-error.ts'

/** A value read from a file, and the file it came from. */
export interface Read<T> {
  file: string
  value: T
}

/** Reads files and remembers what was wrong with them. */
export interface DefinitionReader {
  /** The file's value; undefined when it is absent, or wrong (a problem is then noted). */
  one<T>(name: string, schema: ZodType<T>): Promise<T | undefined>
  /** Every `.json` of a sub-folder, in the order of names; wrong ones are noted and left out. */
  all<T>(subfolder: string, schema: ZodType<T>): Promise<Read<T>[]>
  /** Names of the `.json` files of a sub-folder, without their ending, in order. */
  names(subfolder: string): Promise<string[]>
  readonly problems: string[]
}

export function definitionReader(folder: string): DefinitionReader {
  const problems: string[] = []
  async function one<T>(name: string, schema: ZodType<T>): Promise<T | undefined> {
    const text = await readFile(join(folder, name), 'utf8').catch(absent)
    if (text === undefined) return undefined
    const json = parse(text)
    if (json === undefined) {
      problems.push(`${name} : ce fichier n’est pas du JSON.`)
      return undefined
    }
    const read = schema.safeParse(json.value)
    if (read.success) return read.data
    problems.push(
      ...read.error.issues.map(
        ({ path, message }) => `${name}, ${path.join('.') || 'tout le fichier'} : ${message}`,
      ),
    )
    return undefined
  }
  async function names(subfolder: string): Promise<string[]> {
    const files = (await readdir(join(folder, subfolder)).catch(absent)) ?? []
    return files
      .filter((name) => name.endsWith('.json'))
      .map((name) => name.slice(0, -'.json'.length))
      .sort()
  }
  async function all<T>(subfolder: string, schema: ZodType<T>): Promise<Read<T>[]> {
    const found: Read<T>[] = []
    for (const name of await names(subfolder)) {
      const file = `${subfolder}/${name}.json`
      const value = await one(file, schema)
      if (value !== undefined) found.push({ file, value })
    }
    return found
  }
  return { one, all, names, problems }
}

function absent(error: unknown): undefined {
  if (!isCode(error, 'ENOENT')) throw error
}

function parse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}
