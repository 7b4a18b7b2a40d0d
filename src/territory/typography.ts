// Names of the official list, written as people read them: typographic apostrophes, « 3e arrondissement ». Pure.

/** « Saint-Cyr-au-Mont-d’Or », « Lyon 3e arrondissement »: settled here, once, as names come in. */
export const readableName = (name: string): string =>
  name.replaceAll("'", '’').replace(/(?<=\d(?:er|e) )Arrondissement$/, 'arrondissement')
