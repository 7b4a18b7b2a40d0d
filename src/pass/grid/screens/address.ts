// Where grids of rights stand.
export const HERE = '/administration/pass/droits'

export const gridAddress = (id: string): string => `${HERE}/${id}`
export const rowAddress = (id: string, row: string): string => `${HERE}/${id}/lignes/${row}`
