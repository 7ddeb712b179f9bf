//! Picture files as small as they can be: a head that says what they are, an end, and nothing to see between.

/// The bytes of a file that a page describes: `PNG 900×383`, `JPEG 900×383 12000000` for its length,
/// `JPEG 900×383 cut`, `text`, `pointer`, `empty`; `QR https://…` is a whole picture with that code.
pub(crate) fn file(said: &str) -> Vec<u8> {
    if let Some(words) = said.strip_prefix("QR ") {
        return code(words, 4);
    }
    let mut words = said.split(' ');
    let format = words.next().unwrap_or_default();
    let (width, height) = words.next().and_then(|size| size.split_once('×')).unwrap_or(("1", "1"));
    let (width, height) = (width.parse().unwrap_or(1), height.parse().unwrap_or(1));
    let (mut head, end) = picture(format, width, height);
    match words.next() {
        Some("cut") => return head,
        Some(length) => head.resize(length.parse().unwrap_or(0) - end.len(), 0),
        None => {}
    }
    head.extend(end);
    head
}

/// A picture's head and its end.
fn picture(format: &str, width: u16, height: u16) -> (Vec<u8>, Vec<u8>) {
    let [w1, w0] = width.to_be_bytes();
    let [h1, h0] = height.to_be_bytes();
    let head = match format {
        "PNG" => {
            let size = [0, 0, w1, w0, 0, 0, h1, h0];
            return (
                [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], &size, &[8, 2, 0, 0, 0]].concat(),
                b"\0\0\0\0IEND\xaeB\x60\x82".into(),
            );
        }
        "JPEG" => {
            let frame = [0xff, 0xc0, 0, 11, 8, h1, h0, w1, w0, 1, 1, 0x11, 0];
            return (
                [&b"\xff\xd8\xff\xe0\0\x04ab"[..], &frame, &[0xff, 0xda, 0, 2, 7, 7, 7]].concat(),
                b"\xff\xd9".into(),
            );
        }
        "GIF" => [&b"GIF89a"[..], &[w0, w1, h0, h1, 0, 0, 0], b";"].concat(),
        "BMP" => {
            let size = [w0, w1, 0, 0, h0, h1, 0, 0];
            [&b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0"[..], &size, &[1, 0, 24, 0], &[0; 24]].concat()
        }
        "WebP" => {
            let size = [w0.wrapping_sub(1), w1, 0, h0.wrapping_sub(1), h1, 0];
            [&b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0"[..], &size].concat()
        }
        "TIFF" => [&b"II*\0\x08\0\0\0\0\0"[..], &[0; 16]].concat(),
        "SVG" => b"<?xml version=\"1.0\"?>\n<!-- a -->\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>".into(),
        "AVIF" => b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf".into(),
        "HEIC" => b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".into(),
        "pointer" => b"version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 12\n".into(),
        "empty" => Vec::new(),
        _ => b"<html><head></head><body>404</body></html>".into(),
    };
    (head, Vec::new())
}

/// A PNG of a QR code, each cell so many pixels wide.
pub(crate) fn code(words: &str, cell: usize) -> Vec<u8> {
    let code = qrcode::QrCode::new(words).unwrap();
    let (size, colours) = (code.width(), code.to_colors());
    let side = (size + 8) * cell;
    let is_dark = |n: usize| {
        let (row, column) = (n / side / cell, n % side / cell);
        let is_inside = (4..size + 4).contains(&row) && (4..size + 4).contains(&column);
        is_inside && colours[(row - 4) * size + column - 4] == qrcode::Color::Dark
    };
    let grey: Vec<u8> = (0..side * side).map(|n| if is_dark(n) { 0 } else { 255 }).collect();
    png(side, side, png::ColorType::Grayscale, &grey)
}

/// A PNG of these samples.
pub(crate) fn png(width: usize, height: usize, colours: png::ColorType, samples: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (width, height) = (u32::try_from(width).unwrap(), u32::try_from(height).unwrap());
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(colours);
    encoder.write_header().unwrap().write_image_data(samples).unwrap();
    bytes
}
