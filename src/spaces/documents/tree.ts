// Folders as a tree: where one is, and where a thing may go. Pure.
import type { Choice } from '#platform/screens/field.ts'
import type { Folder } from './queries.ts'

/** A folder with those above it, the highest first. */
export function pathTo(folders: readonly Folder[], id: number | null): Folder[] {
  const path: Folder[] = []
  let at = folders.find((folder) => folder.id === id)
  while (at !== undefined && !path.includes(at)) {
    path.unshift(at)
    const { parentId } = at
    at = folders.find((folder) => folder.id === parentId)
  }
  return path
}

export const pathText = (folders: readonly Folder[], id: number | null): string =>
  pathTo(folders, id)
    .map(({ name }) => name)
    .join(' / ')

/** Where a thing may go: « Racine », and each folder by its path; `but` and those below it are left out. */
export function folderChoices(folders: readonly Folder[], but: number | null = null): Choice[] {
  const open = folders.filter(
    (folder) => but === null || !pathTo(folders, folder.id).some(({ id }) => id === but),
  )
  const sorted = open
    .map(({ id }): Choice => [String(id), pathText(folders, id)])
    .toSorted(([, a], [, b]) => a.localeCompare(b, 'fr'))
  return [['', 'Tous les documents (hors dossier)'], ...sorted]
}

/** The folder chosen in such a list; undefined for what is none of them. */
export function chosenFolder(folders: readonly Folder[], typed: string): number | null | undefined {
  if (typed === '') return null
  return folders.find(({ id }) => String(id) === typed)?.id
}
