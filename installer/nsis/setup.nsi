; The setup: per user, without administrator. Made by installer/setup.py, which gives the defines and payload.nsh.
;
; Nothing of the old version is touched until the new one lies whole beside it ($INSTDIR\~new). Then every part is
; renamed away ($INSTDIR\~old) and the new one renamed into its place; one rename that fails takes all of them back.
; A ~old that is still there tells of a setup that was cut off: it is taken back first.
;
; Exit status: 0 done, 1 cancelled, 2 failed or damaged, 3 old Windows, 4 program runs, 5 newer version there,
; 6 disk full, 7 path too long, 8 folder cannot be written, 9 folder that is for something else, 10 files in use,
; 11 an office lies among the files of the program.

Unicode true
Target amd64-unicode
ManifestSupportedOS all
ManifestDPIAware true
ManifestLongPathAware true
RequestExecutionLevel user
CRCCheck force
AllowSkipFiles off
!ifdef FAST
SetCompressor zlib
!else
SetCompressor /SOLID lzma
SetCompressorDictSize 32
!endif

!ifdef SIGN
!uninstfinalize '"${SIGN}" "%1"' = 0
!endif

!define NAME "乡镇扶贫工作台"
!define KEY "Software\FupinDesktop"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\FupinDesktop"
!define TYPE "FupinDesktop.Package"
!define DATA "$LOCALAPPDATA\fupin_desktop"
!define LOG "$TEMP\FupinDesktop-setup.log"

Name "${NAME}"
OutFile "${OUTFILE}"
InstallDir "$LOCALAPPDATA\Programs\FupinDesktop"
InstallDirRegKey HKCU "${KEY}" "InstallDir"
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
VIAddVersionKey /LANG=2052 "ProductName" "${NAME}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileDescription" "${NAME} 安装程序"
VIAddVersionKey /LANG=2052 "CompanyName" "${NAME}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "Apache-2.0"

!include "MUI2.nsh"
!include "LogicLib.nsh"
!include "FileFunc.nsh"
!include "WordFunc.nsh"
!include "x64.nsh"
!include "WinVer.nsh"
!include "${PAYLOAD_SCRIPT}"

Var OldVersion
Var OldFolder
Var Welcome
Var Code
Var Sentence
Var Failed
Var Away
Var Unpacked
Var Found

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_WELCOMEPAGE_TITLE "${NAME} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "$Welcome"
!insertmacro MUI_PAGE_WELCOME
!define MUI_PAGE_CUSTOMFUNCTION_PRE SkipFolder
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE DemandFolder
!define MUI_DIRECTORYPAGE_TEXT_TOP "不改就装到下面的文件夹，不需要管理员权限。$\r$\n数据另放在 ${DATA}，升级和卸载都会保留。"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "装好了"
!define MUI_FINISHPAGE_TEXT "桌面和开始菜单里都有“${NAME}”。$\r$\n$\r$\n第一次打开要等几秒钟；如果杀毒软件询问，请选择信任。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\FupinDesktop.exe"
!define MUI_FINISHPAGE_RUN_TEXT "打开${NAME}"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
SetFont /LANG=2052 "Microsoft YaHei UI" 9

!include "shared.nsh"

Function .onInit
  SetShellVarContext current
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    StrCpy $Code 3
    StrCpy $Sentence "${NAME}需要 64 位的 Windows 10 或 Windows 11，这台电脑的 Windows 版本太旧；没有改动任何东西。"
    Call Refuse
  ${EndIf}
  ReadRegStr $OldFolder HKCU "${KEY}" "InstallDir"
  ReadRegStr $OldVersion HKCU "${KEY}" "Version"
  ${IfNot} ${FileExists} "$OldFolder\FupinDesktop.exe"
  ${AndIfNot} ${FileExists} "$OldFolder\~old\FupinDesktop.exe"
    StrCpy $OldVersion ""
  ${EndIf}
  StrCpy $Welcome "安装大约需要一分钟，不需要管理员权限，也不需要网络。$\r$\n$\r$\n数据只保存在这台电脑上。"
  ${If} $OldVersion != ""
    ${VersionCompare} "$OldVersion" "${VERSION}" $0
    ${If} $0 == 1
      StrCpy $Code 5
      StrCpy $Sentence "电脑上已装有较新的版本 $OldVersion，这个安装程序是 ${VERSION}；没有改动任何东西。较旧的版本打不开新版本的数据；确实要换回，请先卸载新版本（数据会保留），再从升级前的备份恢复。"
      Call Refuse
    ${ElseIf} $0 == 0
      StrCpy $Welcome "电脑上已装有这个版本（$OldVersion）。继续将修复安装：程序文件重新装一遍，数据和设置都不动。"
    ${Else}
      StrCpy $Welcome "将把已装的 $OldVersion 升级为 ${VERSION}。数据和设置都会保留；第一次打开时会先自动备份再升级数据。$\r$\n$\r$\n万一没有升级成功，原来的版本照样能用。"
    ${EndIf}
  ${EndIf}
  Call DemandNotRunning
FunctionEnd

; An upgrade stays in its folder.
Function SkipFolder
  ${If} $OldVersion != ""
  ${AndIf} $INSTDIR == $OldFolder
    Abort
  ${EndIf}
FunctionEnd

Function DemandFolder
  Call CheckFolder
  ${If} $Code != 0
    MessageBox MB_OK|MB_ICONEXCLAMATION "$Sentence"
    Abort
  ${EndIf}
FunctionEnd

; Looks whether the program can be put into $INSTDIR; $Code 0, or a $Sentence that says why not.
Function CheckFolder
  StrCpy $Code 0
  ${If} ${FileExists} "$INSTDIR\portable.txt"
    StrCpy $Code 9
    StrCpy $Sentence "$INSTDIR 里是便携版，不能再安装到这里。请另选一个文件夹；没有改动任何东西。"
    Return
  ${EndIf}
  Call CheckOwner
  ${If} $Code == 0
    Call CheckOffice
  ${EndIf}
  ${If} $Code != 0
    Return
  ${EndIf}
  StrLen $0 "$INSTDIR"
  IntOp $0 $0 + ${LONGEST}
  IntOp $0 $0 + 6 ; the folder of the new version, as long as it is being unpacked
  ${If} $0 > 259
    IntOp $0 $0 - 259
    StrCpy $Code 7
    StrCpy $Sentence "所选文件夹的路径太长，要缩短 $0 个字，Windows 才打得开里面的文件。请选较短的文件夹，例如 D:\FupinDesktop；没有改动任何东西。"
    Return
  ${EndIf}
  ClearErrors
  CreateDirectory "$INSTDIR"
  FileOpen $0 "$INSTDIR\~write" w
  ${If} ${Errors}
    StrCpy $Code 8
    StrCpy $Sentence "不能写入 $INSTDIR，可能没有权限或磁盘有写保护。请另选一个文件夹，例如 D:\FupinDesktop；没有改动任何东西。"
    Return
  ${EndIf}
  FileClose $0
  Delete "$INSTDIR\~write"
  StrCpy $2 ${NEEDED_MB}
  ${GetRoot} "$INSTDIR" $3
  ${GetRoot} "$TEMP" $4
  ${If} $3 == $4
    IntOp $2 $2 + ${TEMP_MB}
  ${Else}
    Push ${TEMP_MB}
    Push "$TEMP"
    Call DemandSpace
  ${EndIf}
  Push $2
  Push "$INSTDIR"
  Call DemandSpace
  RMDir "$INSTDIR"
FunctionEnd

; A folder is for the program when it is new or empty, or when the program lies there. In any other one a part of the
; same name (python, lib …) would be somebody else's, and an upgrade would remove it: only a folder of the program's own
; name in which no such name is taken will do, as an uninstalled program leaves it where somebody kept files of his own.
Function CheckOwner
  StrCpy $Sentence ""
  !insertmacro RefuseBelow "${DATA}" "$INSTDIR 是放数据的文件夹，程序要与数据分开。请另选一个文件夹；没有改动任何东西。"
  ${If} $OldFolder != ""
  ${AndIf} $OldFolder != $INSTDIR
    !insertmacro RefuseBelow "$OldFolder" "$INSTDIR 在现在的程序文件夹里面。请另选一个文件夹，或就装在 $OldFolder；没有改动任何东西。"
  ${EndIf}
  ${If} $Sentence == ""
    Call LookInto
    ${If} $Found == ""
    ${OrIf} $OldFolder == $INSTDIR
    ${OrIf} ${FileExists} "$INSTDIR\app\fupin_desktop\*.*"
    ${OrIf} ${FileExists} "$INSTDIR\~old\FupinDesktop.exe"
    ${OrIf} ${FileExists} "$INSTDIR\~new\FupinDesktop.exe"
      Return
    ${EndIf}
    StrCpy $Found ""
    !insertmacro EachPart "" IsTaken
    !insertmacro IsTaken "" "~old"
    !insertmacro IsTaken "" "~new"
    !insertmacro IsTaken "" "~gone"
    ${GetFileName} "$INSTDIR" $0
    ${If} $0 == "FupinDesktop"
    ${AndIf} $Found == ""
      Return
    ${EndIf}
    StrCpy $Sentence "$INSTDIR 里已有别的文件。请选一个空文件夹或新文件夹，例如 $INSTDIR\FupinDesktop；没有改动任何东西。"
  ${EndIf}
  StrCpy $Code 9
FunctionEnd

; $Found says a name in $INSTDIR; the uninstaller does not count, which stays behind when it is told to wait (_?=).
Function LookInto
  StrCpy $Found ""
  FindFirst $0 $1 "$INSTDIR\*.*"
  ${DoWhile} $1 != ""
    ${If} $1 != "."
    ${AndIf} $1 != ".."
    ${AndIf} $1 != "uninstall.exe"
      StrCpy $Found "$1"
    ${EndIf}
    FindNext $0 $1
  ${Loop}
  FindClose $0
  ClearErrors
FunctionEnd

; Takes a folder and megabytes from the stack; $Code 6 when its disk has not so much room.
Function DemandSpace
  Pop $0
  Pop $1
  System::Call 'kernel32::GetDiskFreeSpaceExW(w r0, *l .r3, p 0, p 0) i .r4'
  ${If} $4 != 0
    System::Int64Op $3 / 1048576
    Pop $3
    ${If} $3 < $1
      StrCpy $Code 6
      StrCpy $Sentence "磁盘空间不够：安装时需要 $1 MB，$0 所在的磁盘只剩 $3 MB。请腾出空间或另选磁盘；没有改动任何东西。"
    ${EndIf}
  ${EndIf}
FunctionEnd

Section "program"
  Call CheckFolder
  ${If} $Code != 0
    Call Refuse
  ${EndIf}
  Push "安装到 $INSTDIR（原有版本：$OldVersion）"
  Call Log
  Call TakeBack
  RMDir /r "$INSTDIR\~new"
  RMDir /r "$INSTDIR\~gone"
  StrCpy $Unpacked 1
  !insertmacro PayloadFiles
  SetOutPath "$INSTDIR\~new"
  WriteUninstaller "$INSTDIR\~new\uninstall.exe"
  SetOutPath "$TEMP" ; Windows does not rename a folder in which a program stands
  Call Swap
  Call CleanOldFolder
  Call Register
  Push "安装完成"
  Call Log
SectionEnd

; Exchanges old and new, all parts or none.
Function Swap
  again:
  Call DemandNotRunning
  StrCpy $Failed ""
  StrCpy $Away 0
  CreateDirectory "$INSTDIR\~old"
  !insertmacro EachPart "" PutPartAway
  !insertmacro PutPartAway "" "uninstall.exe"
  ${If} $Failed == ""
    StrCpy $Away 1
  ${EndIf}
  !insertmacro EachPart "" PutPartIn
  !insertmacro PutPartIn "" "uninstall.exe"
  ${If} $Failed == ""
    Rename "$INSTDIR\~old" "$INSTDIR\~gone"
    RMDir /r "$INSTDIR\~gone"
    RMDir /r "$INSTDIR\~new"
    StrCpy $Unpacked 0
    Return
  ${EndIf}
  StrCpy $Sentence "$Failed"
  !insertmacro EachPart "" PullPartOut
  !insertmacro PullPartOut "" "uninstall.exe"
  Call TakeBack
  StrCpy $Sentence "$Sentence 正在使用，没有换成新版本，原来的版本没有改动。请退出程序、关闭命令行窗口和打开着安装文件夹的窗口，再试一次。"
  ${IfNot} ${Silent}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$Sentence" IDRETRY again
  ${EndIf}
  Call Tidy
  StrCpy $Code 10
  Push "没有做（10）：$Sentence"
  Call Log
  SetErrorLevel 10
  Quit
FunctionEnd

; The program moved to another folder: its parts in the old one are removed, and nothing else there. Two names may mean
; one folder (a link, a drive made by subst): what is written into the new one must not be seen in the old one.
Function CleanOldFolder
  FileOpen $0 "$INSTDIR\~here" w
  FileClose $0
  ${If} $OldFolder != ""
  ${AndIf} $OldFolder != $INSTDIR
  ${AndIf} ${FileExists} "$OldFolder\FupinDesktop.exe"
  ${AndIfNot} ${FileExists} "$OldFolder\portable.txt"
  ${AndIfNot} ${FileExists} "$OldFolder\~here"
    StrCpy $Found ""
    !insertmacro EachPart "$OldFolder" LookForOffice
    ${If} $Found != ""
      Push "$OldFolder 里有办公室的数据 $Found，旧的程序文件没有清掉"
      Call Log
    ${Else}
      Call RemoveOldParts
    ${EndIf}
  ${EndIf}
  Delete "$INSTDIR\~here"
FunctionEnd

Function RemoveOldParts
  !insertmacro EachPart "$OldFolder" DeletePart
  Delete "$OldFolder\uninstall.exe"
  RMDir "$OldFolder"
  Push "程序已从 $OldFolder 移到 $INSTDIR"
  Call Log
FunctionEnd

Function Register
  SetOutPath "$PROFILE" ; where the program stands when it is opened by a shortcut
  CreateDirectory "$SMPROGRAMS\${NAME}"
  CreateShortcut "$SMPROGRAMS\${NAME}\${NAME}.lnk" "$INSTDIR\FupinDesktop.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}\卸载${NAME}.lnk" "$INSTDIR\uninstall.exe"
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\FupinDesktop.exe"
  WriteRegStr HKCU "${KEY}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "Version" "${VERSION}"
  WriteRegStr HKCU "Software\Classes\.fupin" "" "${TYPE}"
  WriteRegStr HKCU "Software\Classes\${TYPE}" "" "${NAME}备份与数据包"
  WriteRegStr HKCU "Software\Classes\${TYPE}\DefaultIcon" "" "$INSTDIR\resources\icons\package.ico"
  WriteRegStr HKCU "Software\Classes\${TYPE}\shell\open" "" "用${NAME}打开"
  WriteRegStr HKCU "Software\Classes\${TYPE}\shell\open\command" "" '"$INSTDIR\FupinDesktop.exe" "%1"'
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\FupinDesktop.exe"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
FunctionEnd

; A disk that filled up, a file that an antivirus took away: what was unpacked goes, the old version stays.
Function .onInstFailed
  Call Tidy
  Push "没有装成（2）：文件没有写全，可能磁盘已满或被杀毒软件拦截；原来的版本没有改动。"
  Call Log
FunctionEnd

!include "uninstall.nsh"
