//! Pictures and material.

use serde_json::json;

use super::{
    client::{jpeg, png},
    code, usual,
};

#[test]
fn pictures_of_articles_are_small_jpegs_and_pngs() {
    let (platform, client) = usual();
    let upload = |bytes: &[u8]| client.upload("media/uploadimg", "media", Some("a.png"), bytes);
    let good = upload(&png(100));
    let url = good["url"].as_str().unwrap();
    assert!(url.starts_with("http://mmbiz.qpic.cn/mmbiz_png/") && url.ends_with("/0?wx_fmt=png"), "{url}");
    assert!(upload(&jpeg(100))["url"].as_str().unwrap().ends_with("wx_fmt=jpeg"));
    assert_eq!(code(&upload(&png((1 << 20) - 1))), 0);
    assert_eq!(code(&upload(&png(1 << 20))), 40009);
    assert_eq!(code(&upload(b"GIF89a....")), 40005);
    assert_eq!(code(&upload(b"RIFF\0\0\0\0WEBPVP8 ")), 40005);
    assert_eq!(code(&upload(&png(100)[..40])), 40137, "cut off");
    assert_eq!(code(&upload(b"")), 44001);
    assert_eq!(code(&client.upload("media/uploadimg", "file", Some("a.png"), &png(100))), 41005);
    assert_eq!(code(&client.upload("media/uploadimg", "media", None, &png(100))), 41005);
    assert_eq!(code(&client.bytes("media/uploadimg", "image/png", &png(100))), 41005);
    platform.look(|platform| {
        assert_eq!(platform.pictures.len(), 3);
        assert_eq!(platform.pictures[0].bytes, png(100));
        platform.reencodes = true;
    });
    upload(&png(100));
    platform.look(|platform| {
        let [first, .., last] = &platform.pictures[..] else { panic!("pictures are gone") };
        assert_eq!(first.sent, last.sent);
        assert_ne!(first.bytes, last.bytes);
    });
}

#[test]
fn material_is_kept_counted_and_deleted() {
    let (_platform, client) = usual();
    let add = |kind: &str, bytes: &[u8]| {
        client.upload(&format!("material/add_material?type={kind}"), "media", Some("a"), bytes)
    };
    let image = add("image", &png(2 << 20));
    assert!(image["url"].as_str().unwrap().starts_with("http://mmbiz.qpic.cn/"));
    assert_eq!(code(&add("image", b"GIF89a")), 0);
    assert_eq!(code(&add("image", b"BM12")), 0);
    assert_eq!(code(&add("image", &png((10 << 20) + 1))), 40009);
    assert_eq!(code(&add("image", b"%PDF")), 40005);
    assert_eq!(code(&add("thumb", &jpeg(64 << 10))), 0);
    assert_eq!(code(&add("thumb", &jpeg((64 << 10) + 1))), 40006);
    assert_eq!(code(&add("thumb", &png(100))), 40005);
    assert_eq!(code(&add("news", &png(100))), 40004);
    assert_eq!(code(&add("voice", b"ID3 la la")), 0);
    assert_eq!(code(&add("video", b"....ftypisom")), 47001, "without a description");
    let counts = json!({ "voice_count": 1, "video_count": 0, "image_count": 4, "news_count": 0 });
    assert_eq!(client.get("material/get_materialcount"), counts);
    let id = json!({ "media_id": image["media_id"] });
    assert_eq!(code(&client.post("material/del_material", &id)), 0);
    assert_eq!(code(&client.post("material/del_material", &id)), 40007);
    assert_eq!(code(&client.post("material/del_material", &json!({}))), 41006);
}
