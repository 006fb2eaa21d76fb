export type FileView = { file: string, name: string, folder: string, text: string, };
