/** The package has no types of its own; of it the tests use this. */
declare module "hpack.js" {
  namespace hpack {
    interface Header {
      name: string;
      value: string;
      huffman?: boolean;
      incremental?: boolean;
      neverIndex?: boolean;
    }
    interface Compressor {
      /** The newest entry last. */
      _table: { dynamic: readonly Header[] };
      write(headers: readonly Header[]): boolean;
      read(): Buffer | null;
      /** Of a size below the first one it tells nobody. */
      updateTableSize(bytes: number): void;
    }
    interface Decompressor {
      write(block: Buffer): boolean;
      execute(): void;
      read(): Header | null;
    }
    interface Options {
      table: { maxSize: number };
    }
    const compressor: { create(options: Options): Compressor };
    const decompressor: { create(options: Options): Decompressor };
  }
  export = hpack;
}
