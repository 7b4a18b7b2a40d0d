// Reads the files of a definitions folder. A file that cannot be read is a problem said in French, never a crash.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ZodType } from 'zod'
import type { DefinitionReader } from '#platform/house/definition.ts'
import { isCode } from '#platform/start-error.ts'

/** Reads the files of that folder. */
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
  async function all<T>(subfolder: string, schema: ZodType<T>): Promise<{ file: string; value: T }[]> {
    const found: { file: string; value: T }[] = []
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
