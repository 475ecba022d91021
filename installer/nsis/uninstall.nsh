; The uninstaller: the program goes whole or not at all; the data are asked about and kept by default.

Function un.onInit
  SetShellVarContext current
  ${IfNot} ${FileExists} "$INSTDIR\FupinDesktop.exe"
  ${AndIfNot} ${FileExists} "$INSTDIR\~old\FupinDesktop.exe"
    StrCpy $Code 2
    StrCpy $Sentence "$INSTDIR 里没有${NAME}，没有删除任何东西。"
    Call un.Refuse
  ${EndIf}
  Call un.DemandNotRunning
  StrCpy $Code 0
  Call un.CheckOffice
  ${If} $Code != 0
    Call un.Refuse
  ${EndIf}
FunctionEnd

Section "Uninstall"
  Push "卸载 $INSTDIR"
  Call un.Log
  SetOutPath "$TEMP"
  Call un.TakeBack
  StrCpy $Failed ""
  CreateDirectory "$INSTDIR\~old"
  !insertmacro EachPart "un." PutPartAway
  ${If} $Failed != ""
    StrCpy $Sentence "$Failed 正在使用，没有卸载，程序没有改动。请退出程序、关闭命令行窗口后再试。"
    Call un.TakeBack
    StrCpy $Code 10
    Call un.Refuse
  ${EndIf}
  Rename "$INSTDIR\~old" "$INSTDIR\~gone"
  RMDir /r "$INSTDIR\~gone"
  RMDir /r "$INSTDIR\~new"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}\${NAME}.lnk"
  Delete "$SMPROGRAMS\${NAME}\卸载${NAME}.lnk"
  RMDir "$SMPROGRAMS\${NAME}"
  Delete "$DESKTOP\${NAME}.lnk"
  ReadRegStr $0 HKCU "Software\Classes\.fupin" ""
  ${If} $0 == "${TYPE}"
    DeleteRegKey HKCU "Software\Classes\.fupin"
  ${EndIf}
  DeleteRegKey HKCU "Software\Classes\${TYPE}"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  DeleteRegKey HKCU "${KEY}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  Call un.AskAboutData
  Push "卸载完成"
  Call un.Log
SectionEnd

; Office, settings, logs and cache of this user; an office that was put elsewhere is never touched.
Function un.AskAboutData
  ${IfNot} ${FileExists} "${DATA}\*.*"
    Return
  ${EndIf}
  MessageBox MB_YESNO|MB_DEFBUTTON2|MB_ICONQUESTION "程序已卸载，数据都还在：$\r$\n${DATA}$\r$\n$\r$\n要不要把这个文件夹里的全部数据（农户、文书、备份、设置、日志）也删除？$\r$\n一般选“否”：以后重新安装就能接着用。放在别处的办公室不会被删除。" /SD IDNO IDYES ask_again
  keep:
  Push "数据保留在 ${DATA}"
  Call un.Log
  Return
  ask_again:
  MessageBox MB_YESNO|MB_DEFBUTTON2|MB_ICONEXCLAMATION "真的要删除全部数据吗？删除后不能恢复。$\r$\n${DATA}" /SD IDNO IDYES remove IDNO keep
  remove:
  RMDir /r "${DATA}"
  ${If} ${FileExists} "${DATA}\*.*"
    Push "数据没有删完，有文件正在使用：${DATA}"
    Call un.Log
    MessageBox MB_OK|MB_ICONEXCLAMATION "有文件正在使用，数据没有删完。请关闭打开着的文件，再手工删除这个文件夹：$\r$\n${DATA}" /SD IDOK
    Return
  ${EndIf}
  Push "数据已按用户要求删除：${DATA}"
  Call un.Log
FunctionEnd
