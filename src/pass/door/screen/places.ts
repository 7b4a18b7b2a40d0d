// Where the page of a door is, and what goes with it. Read by the program, by the page and by its worker.
export const HERE = '/controle'
/** Keeps the page on the device: a door opens without network. */
export const WORKER = `${HERE}/gardien`
export const MANIFEST = `${HERE}/installation`
/** The cache of the page, of its style sheets, fonts and scripts. */
export const CACHE = 'parvis-porte'
