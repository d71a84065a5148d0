// Zip archives (PKWARE APPNOTE 4.3): what a course's files are sent in.

import {deflateRawSync} from "node:zlib";

const table = Uint32Array.from({length: 256}, (_, n) => {
    for (let bit = 0; bit < 8; ++bit) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
    return n;
});

function crc32(bytes) {
    let sum = ~0;
    for (const byte of bytes) sum = table[(sum ^ byte) & 0xff] ^ (sum >>> 8);
    return ~sum >>> 0;
}

// What the local header and the directory have in common: 26 bytes, and the name.
function header(name, sum, packed, size) {
    const out = Buffer.alloc(26);
    out.writeUInt16LE(20, 0); // Version 2.0 is needed,
    out.writeUInt16LE(0x0800, 2); // names are in UTF-8,
    out.writeUInt16LE(8, 4); // deflated,
    out.writeUInt16LE(0x5821, 8); // on 2024-01-01.
    out.writeUInt32LE(sum, 10);
    out.writeUInt32LE(packed, 14);
    out.writeUInt32LE(size, 18);
    out.writeUInt16LE(name.length, 22);
    return out;
}

const signature = (...bytes) => Buffer.from([0x50, 0x4b, ...bytes]);

// files: {name: text or Buffer}
export function zip(files) {
    const parts = [];
    const directory = [];
    let offset = 0;
    for (const [path, content] of Object.entries(files)) {
        const name = Buffer.from(path);
        const bytes = Buffer.from(content);
        const packed = deflateRawSync(bytes);
        const common = header(name, crc32(bytes), packed.length, bytes.length);
        const where = Buffer.alloc(14); // No comment, first disk, no attributes.
        where.writeUInt32LE(offset, 10);
        directory.push(signature(1, 2), Buffer.from([20, 0]), common, where, name);
        parts.push(signature(3, 4), common, name, packed);
        offset += 30 + name.length + packed.length;
    }
    const list = Buffer.concat(directory);
    const end = Buffer.alloc(18);
    const count = Object.keys(files).length;
    end.writeUInt16LE(count, 4);
    end.writeUInt16LE(count, 6);
    end.writeUInt32LE(list.length, 8);
    end.writeUInt32LE(offset, 12);
    return Buffer.concat([...parts, list, signature(5, 6), end]);
}
