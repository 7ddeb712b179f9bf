//! Pictures as they go out: what a camera noted is gone, what does not fit is drawn anew, and nothing hangs.

#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]

use std::io::Cursor;

use image::{DynamicImage, GenericImageView as _, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use wxops::pictures::{Done, Kind, LIMIT, Unfit, WIDEST, outgoing};

fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(vec![]);
    picture.write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// Pixels that pack badly.
fn noise(width: u32, height: u32) -> DynamicImage {
    let mut seed = 7_u32;
    let mut next = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 24) as u8
    };
    DynamicImage::from(RgbImage::from_fn(width, height, |_, _| Rgb([next(), next(), next()])))
}

/// A JPEG red on the left and blue on the right, with notes that say where it was taken and how to turn it.
fn photo(turn: u8) -> Vec<u8> {
    let pixels = RgbImage::from_fn(64, 32, |x, _| if x < 32 { Rgb([250, 0, 0]) } else { Rgb([0, 0, 250]) });
    let plain = file(&DynamicImage::from(pixels), ImageFormat::Jpeg);
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend_from_slice(&[turn, 0, 0, 0, 0, 0, 0, 0]);
    exif.extend_from_slice(b"GPS 39.9N 116.4E");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let comment = b"\xff\xfe\x00\x0csecret at!";
    [&plain[..2], b"\xff\xe1", &length, &exif, comment, &plain[2..], b"TRAILER GPS"].concat()
}

#[test]
fn notes_go_and_the_pixels_stay_as_they_were() {
    let photo = photo(1);
    let out = outgoing(&photo).unwrap();
    assert_eq!((out.kind, out.done.as_slice()), (Kind::Jpeg, &[Done::Notes][..]));
    let text = String::from_utf8_lossy(&out.bytes).into_owned();
    assert!(!text.contains("GPS") && !text.contains("Exif") && !text.contains("secret"), "{text}");
    assert_eq!(image::load_from_memory(&out.bytes).unwrap(), image::load_from_memory(&photo).unwrap());
    assert_eq!(outgoing(&out.bytes).unwrap().done, [], "once is enough");
    // The same of a PNG, with a text in a part of its own.
    let plain = file(&noise(8, 8), ImageFormat::Png);
    let part = |name: &[u8; 4], inside: &[u8]| {
        let length = u32::try_from(inside.len()).unwrap().to_be_bytes();
        [&length[..], name, inside, b"crc4"].concat()
    };
    let noted =
        [&plain[..33], &part(b"tEXt", b"Author\0Li Na"), &part(b"eXIf", b"GPS"), &plain[33..]].concat();
    let out = outgoing(&noted).unwrap();
    assert_eq!((out.bytes, out.done), (plain, vec![Done::Notes]));
}

/// Phones put smaller pictures behind the end of a photo, or say where they are, and each has notes of its own.
#[test]
fn a_picture_behind_the_picture_goes_too() {
    let first = photo(1);
    let first = &first[..first.len() - b"TRAILER GPS".len()];
    let index = b"\xff\xe2\x00\x0aMPF\0GPS\0";
    let both = [&first[..2], index, &first[2..], &photo(1)].concat();
    let out = outgoing(&both).unwrap();
    assert_eq!(out.bytes, outgoing(first).unwrap().bytes);
    assert!(!String::from_utf8_lossy(&out.bytes).contains("GPS"));
    // The profile of its colours is no note.
    let profile = b"\xff\xe2\x00\x10ICC_PROFILE\0\x01\x01";
    let coloured = outgoing(&[&first[..2], profile, &first[2..]].concat()).unwrap();
    assert!(String::from_utf8_lossy(&coloured.bytes).contains("ICC_PROFILE"));
}

/// A PNG that moves stays as it is where it fits, and is not made to stand still where it does not.
#[test]
fn what_moves_is_not_stopped() {
    let moving = |width: u32| {
        let plain = file(&noise(width, 2), ImageFormat::Png);
        let mut inside = b"acTL\0\0\0\x01\0\0\0\0".to_vec();
        let mut sum = flate2::Crc::new();
        sum.update(&inside);
        inside.extend_from_slice(&sum.sum().to_be_bytes());
        [&plain[..33], &8_u32.to_be_bytes(), &inside, &plain[33..]].concat()
    };
    assert_eq!(outgoing(&moving(8)).map(|out| out.bytes), Ok(moving(8)));
    assert_eq!(outgoing(&moving(2000)), Err(Unfit::Moves));
}

#[test]
fn what_is_to_be_turned_is_turned() {
    for (turn, top_left) in [(3, [0, 0, 250]), (6, [250, 0, 0]), (8, [0, 0, 250])] {
        let out = outgoing(&photo(turn)).unwrap();
        assert_eq!(out.done, [Done::Notes, Done::Turned], "{turn}");
        let picture = image::load_from_memory(&out.bytes).unwrap();
        let size = if turn == 3 { (64, 32) } else { (32, 64) };
        assert_eq!(picture.dimensions(), size, "{turn}");
        let Rgba(pixel) = picture.get_pixel(4, 4);
        let near = pixel[..3].iter().zip(top_left).all(|(is, wanted): (&u8, u8)| is.abs_diff(wanted) < 12);
        assert!(near, "{turn}: {pixel:?}");
    }
}

#[test]
fn what_is_too_wide_or_too_large_is_drawn_anew() {
    let wide = outgoing(&file(&noise(3000, 40), ImageFormat::Png)).unwrap();
    let size = image::load_from_memory(&wide.bytes).unwrap().dimensions();
    assert_eq!((size, wide.done.as_slice()), ((WIDEST, 20), &[Done::Narrowed][..]));
    let large = file(&noise(1200, 900), ImageFormat::Png);
    assert!(large.len() > LIMIT);
    let out = outgoing(&large).unwrap();
    assert!(out.bytes.len() <= LIMIT && out.kind == Kind::Jpeg, "{}", out.bytes.len());
    assert_eq!(out.done, [Done::Packed, Done::Converted]);
    // What is clear in places stays so, even where it must become smaller.
    let mut seed = 1_u32;
    let clear = RgbaImage::from_fn(900, 700, |x, _| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [a, b, c, _] = seed.to_be_bytes();
        Rgba([a, b, c, if x < 300 { 0 } else { 255 }])
    });
    let out = outgoing(&file(&DynamicImage::from(clear), ImageFormat::Png)).unwrap();
    assert!(out.kind == Kind::Png && out.bytes.len() <= LIMIT);
    assert_eq!(image::load_from_memory(&out.bytes).unwrap().get_pixel(1, 1).0[3], 0);
}

#[test]
fn webp_becomes_what_the_platform_takes() {
    let out = outgoing(&file(&noise(40, 30), ImageFormat::WebP)).unwrap();
    assert_eq!((out.kind, out.done.as_slice()), (Kind::Jpeg, &[Done::Converted][..]));
    let clear = DynamicImage::from(RgbaImage::from_pixel(9, 9, Rgba([1, 2, 3, 0])));
    assert_eq!(outgoing(&file(&clear, ImageFormat::WebP)).unwrap().kind, Kind::Png);
}

/// Nothing of these hangs or panics; what cannot go out says why.
#[test]
fn bad_pictures() {
    let bomb = {
        let mut file = file(&noise(2, 2), ImageFormat::Png);
        file[16..24].copy_from_slice(&[0, 1, 0x86, 0xa0, 0, 1, 0x86, 0xa0]); // 100 000 × 100 000
        let mut sum = flate2::Crc::new();
        sum.update(&file[12..29]);
        file[29..33].copy_from_slice(&sum.sum().to_be_bytes());
        file
    };
    assert_eq!(outgoing(&bomb), Err(Unfit::TooManyPixels));
    assert_eq!(outgoing(b""), Err(Unfit::Unknown));
    assert_eq!(outgoing(b"<svg onload=x()>"), Err(Unfit::Unknown));
    assert_eq!(outgoing(b"GIF89a").map(|out| out.kind), Ok(Kind::Gif));
    let photo = photo(6);
    for end in 0..photo.len() {
        let _ = outgoing(&photo[..end]);
    }
    let noted = file(&noise(8, 8), ImageFormat::Png);
    for at in 8..noted.len() {
        let mut odd = noted.clone();
        odd[at] ^= 0x5a;
        let _ = outgoing(&odd);
    }
}
