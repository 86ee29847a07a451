"""Vietnamese words for what happens to papers, as histories show them."""

TITLES = {
    "inspections.create_document": "Lập dự thảo",
    "inspections.edit_document": "Sửa trích yếu, nơi nhận",
    "inspections.accept_wording": "Nhận lời văn từ bản Word",
    "inspections.restore_wording": "Khôi phục câu theo dữ liệu",
    "inspections.initial": "Ký nháy",
    "inspections.submit_document": "Trình ký",
    "inspections.send_back_document": "Trả lại dự thảo",
    "inspections.sign_document": "Ghi nhận đã ký",
    "inspections.number_document": "Cấp số",
    "inspections.enter_number": "Ghi sổ văn bản",
    "inspections.issue_document": "Phát hành",
    "inspections.file_document": "Lưu hồ sơ",
    "inspections.put_signed_file": "Đưa bản ký vào",
    "inspections.freeze_conclusion": "Chốt nội dung kết luận",
    "inspections.conclude": "Kết luận",
    "inspections.make_archive": "Lập hồ sơ nộp lưu",
}
