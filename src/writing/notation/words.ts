// The words of the notation that are our own.

/** Where the « address » of an abbreviation leads: nowhere, its title says what it means. */
export const ABBREVIATION = 'sigle'
/** What stands for the words of a picture that says nothing. */
export const DECORATIVE = 'décorative'
/** What comes before the id of a stored file. */
export const FILE = 'fichier:'
