"""The lists beside households and people (务工、收入、危改、结对、行政村、搬迁、一户一策、监测): in and out."""
